import { expect, test } from "vitest";
import { actionLabels, sharedPrefix } from "../../../src/profiles/words/action-labels";

test.each([
  [["app_home", "app_list", "app_item", "QUIT"], "app_"],
  [["app_shop_home", "app_shop_cart", "app_shop_pay", "app_login"], "app_shop_"],
  [["/shop/cart", "/shop/item", "/shop/pay", "/help"], "/shop/"],
  [["W_a", "W_b", "A_c", "A_d"], ""],
  [["W_a", "W_b", "A_c"], ""],
  [["add to cart", "add to list", "add to order"], ""],
  [["Begin", "Beg_1", "Beg_2"], ""],
  [["x_", "x_", "x_"], ""],
  [["app__home", "app_list", "app___item"], "app_"],
  [[], ""],
])("of %j the prefix is %j", (actions, prefix) => {
  expect(sharedPrefix(actions)).toBe(prefix);
});

test("labels leave the prefix out, unless two would be the same or nothing would be left", () => {
  const actions = ["app_home", "app_list", "app__list", "app_item", "item", "app_", "app_pay"];
  expect(actions.map(actionLabels(actions))).toEqual([
    "home",
    "app_list",
    "app__list",
    "app_item",
    "item",
    "app_",
    "pay",
  ]);
  const labels = actions.map(actionLabels(actions));
  expect(new Set(labels).size).toBe(actions.length);
});

test("labels are safe to print, and short", () => {
  const actions = ["a\u0007", "b".repeat(100)];
  expect(actions.map(actionLabels(actions))).toEqual(["a\\u{7}", `${"b".repeat(24)}…${"b".repeat(15)}`]);
});
