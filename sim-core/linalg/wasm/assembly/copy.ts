/** Copies between plain arrays and the places where the other kernels have the numbers. */
import { columnsOf, widthOf } from "./front";

/** Writes `count` values to the addresses in the list `places`. */
export function scatter(places: usize, values: usize, count: usize): void {
  const end = values + (count << 3);
  for (; values < end; values += 8) {
    store<f64>(load<u32>(places) as usize, load<f64>(values));
    places += 4;
  }
}

/** Reads `count` values from the addresses in the list `places`. */
export function gather(places: usize, values: usize, count: usize): void {
  const end = values + (count << 3);
  for (; values < end; values += 8) {
    store<f64>(values, load<f64>(load<u32>(places) as usize));
    places += 4;
  }
}

/** Clears the work vector in the fronts of a list of (address, first column), from `step` to `end`. */
export function clearSteps(step: usize, end: usize): void {
  for (; step < end; step += 8) {
    const front = load<u32>(step) as usize;
    const behind = columnsOf(front) + (widthOf(front) << 3);
    for (let at = columnsOf(front) + (load<u32>(step, 4) << 3); at < behind; at += 8) store<f64>(at, 0);
  }
}
