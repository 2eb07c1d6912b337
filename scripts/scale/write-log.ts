// Writes the made-up log of so many users, in a process of its own so that its memory is not counted: write-log.ts FILE USERS
import { writeHabitLog } from "../../benchmarks/data/habit-log";

const [file, users] = process.argv.slice(2);
await writeHabitLog(file!, Number(users));
