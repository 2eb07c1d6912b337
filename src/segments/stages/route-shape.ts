import { damaged, listOf, numbers, type Shape } from "../file/shape";
import { type RouteStep, TO_NEAREST } from "./routed-placer";

/** Steps each of which gives segments to the next; the last one those of the model. */
export function routeShape(segments: number): Shape<readonly RouteStep[]> {
  return (value, path) => {
    const steps = listOf(numbers("Int32Array"))(value, path);
    for (const [i, step] of steps.entries()) {
      const after = steps[i + 1]?.length ?? segments;
      numbers("Int32Array", undefined, TO_NEAREST, after - 1)(step, `${path}[${i}]`);
      for (let segment = 0; segment < after; segment++) {
        if (!step.includes(segment)) throw damaged(`${path}[${i}]`, `a segment that becomes ${segment}`, step);
      }
    }
    return steps;
  };
}
