// What other modules of the package use, and its users do not: no part of the public API.
export { checkedStore } from "./checked-store";
