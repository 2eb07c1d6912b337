import { DEPTH, ORDER, PANEL_COUNT } from "./kd-table";

/** Reading the table of a k-d tree; its fields are named in kd-table.ts. */
export function field(tree: usize, index: i32): i32 {
  return load<i32>(tree + ((<usize>index) << 2));
}

export function address(tree: usize, index: i32): usize {
  return <usize>(<u32>field(tree, index));
}

export function pointAt(tree: usize, position: i32): i32 {
  return load<i32>(address(tree, ORDER) + ((<usize>position) << 2));
}

/** Where a node of panels [first, end) is split: between panels that are not read together. */
export function middleOf(first: i32, end: i32): i32 {
  return ((first + end) >> 2) << 1;
}

/** The leaf, leaves being counted from 0, in which a node this many levels above begins. */
export function firstLeaf(tree: usize, node: i32, height: i32): i32 {
  return ((node + 1) << height) - (1 << field(tree, DEPTH));
}

/** The first panel of a leaf, leaves being counted from 0 in the order of positions. */
export function leafStart(tree: usize, leaf: i32): i32 {
  let first = 0;
  let end = field(tree, PANEL_COUNT);
  for (let bit = field(tree, DEPTH) - 1; bit >= 0; bit--) {
    const middle = middleOf(first, end);
    if ((leaf >> bit) & 1) first = middle;
    else end = middle;
  }
  return leaf >> field(tree, DEPTH) ? field(tree, PANEL_COUNT) : first;
}
