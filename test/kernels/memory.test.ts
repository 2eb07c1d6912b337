import { expect, test } from "vitest";
import { matrix } from "../../src/core/internal";
import { KernelMemory } from "../../src/kernels";

test("arrays are zeroed, aligned, and stay valid while the memory grows", () => {
  using memory = KernelMemory.acquire();
  const first = memory.float32(3).fill(7);
  const second = memory.float64(5);
  memory.float32(1_000_000);
  expect(first.byteOffset % 16).toBe(0);
  expect(second.byteOffset % 16).toBe(0);
  expect([...first]).toEqual([7, 7, 7]);
  expect([...second]).toEqual([0, 0, 0, 0, 0]);
});

test("a memory used again hands out zeros", () => {
  const used = KernelMemory.acquire();
  used.float32(100).fill(3);
  used.dispose();
  using again = KernelMemory.acquire();
  expect(again.float32(100).every((value) => value === 0)).toBe(true);
});

test("rows are padded to a multiple of four floats", () => {
  using memory = KernelMemory.acquire();
  const padded = memory.rows(matrix(2, 3, Float32Array.of(1, 2, 3, 4, 5, 6)));
  expect(padded.stride).toBe(4);
  expect([...padded.data]).toEqual([1, 2, 3, 0, 4, 5, 6, 0]);
});

test("what is borrowed is given back, what was handed out before stays", () => {
  using memory = KernelMemory.acquire();
  const kept = memory.float32(5).fill(2);
  let borrowed: number;
  {
    using _borrowed = memory.borrow();
    borrowed = memory.float32(100).fill(9).byteOffset;
  }
  const next = memory.float32(100);
  expect(next.byteOffset).toBe(borrowed);
  expect(next.every((value) => value === 0)).toBe(true);
  expect([...kept]).toEqual([2, 2, 2, 2, 2]);
});
