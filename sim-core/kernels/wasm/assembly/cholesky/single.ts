/** The kernels for single precision. */
import * as blocks from "./block-substitution";
import * as copy from "./copy";
import * as factorisation from "./factor";
import * as substitution from "./substitution";

export function scatter(places: usize, values: usize, count: usize): void {
  copy.scatter<f32>(places, values, count);
}

export function gather(places: usize, values: usize, count: usize): void {
  copy.gather<f32>(places, values, count);
}

export function clearSteps(step: usize, end: usize): void {
  copy.clearSteps<f32>(step, end);
}

export function factor(front: usize, end: usize, least: usize, pack: usize): usize {
  return factorisation.factor<f32>(front, end, least, pack);
}

export function forward(front: usize, end: usize, buffer: usize): void {
  substitution.forward<f32>(front, end, buffer);
}

export function backward(front: usize, end: usize, buffer: usize): void {
  substitution.backward<f32>(front, end, buffer);
}

export function forwardSteps(step: usize, end: usize, buffer: usize): void {
  substitution.forwardSteps<f32>(step, end, buffer);
}

export function backwardSteps(step: usize, end: usize, buffer: usize): void {
  substitution.backwardSteps<f32>(step, end, buffer);
}

export function forwardBlock(front: usize, end: usize, work: usize, block: usize): void {
  blocks.forwardBlock<f32>(front, end, work, block);
}

export function backwardBlock(front: usize, end: usize, work: usize, block: usize): void {
  blocks.backwardBlock<f32>(front, end, work, block);
}
