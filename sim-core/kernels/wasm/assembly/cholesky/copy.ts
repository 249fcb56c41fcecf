/** Copies between plain arrays and the places where the other kernels have the numbers. */
import { columnsOf, widthOf } from "./front";

/** Writes `count` values to the addresses in the list `places`. */
export function scatter<T>(places: usize, values: usize, count: usize): void {
  const end = values + (count << alignof<T>());
  for (; values < end; values += sizeof<T>()) {
    store<T>(load<u32>(places) as usize, load<T>(values));
    places += 4;
  }
}

/** Reads `count` values from the addresses in the list `places`. */
export function gather<T>(places: usize, values: usize, count: usize): void {
  const end = values + (count << alignof<T>());
  for (; values < end; values += sizeof<T>()) {
    store<T>(values, load<T>(load<u32>(places) as usize));
    places += 4;
  }
}

/** Clears the work vector in the fronts of a list of (address, first column), from `step` to `end`. */
export function clearSteps<T>(step: usize, end: usize): void {
  for (; step < end; step += 8) {
    const front = load<u32>(step) as usize;
    const behind = columnsOf(front) + (widthOf(front) << alignof<T>());
    for (let at = columnsOf(front) + (load<u32>(step, 4) << alignof<T>()); at < behind; at += sizeof<T>())
      store<T>(at, 0);
  }
}
