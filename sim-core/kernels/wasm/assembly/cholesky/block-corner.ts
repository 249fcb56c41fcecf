/**
 * The triangle of four columns in a substitution with several right-hand sides at once, whose numbers lie side by side.
 */

/** Finds the four numbers at y from the triangle at l. */
export function forwardCorner<T>(l: usize, stride: usize, y: usize): void {
  const l1 = l + stride;
  const l2 = l1 + stride;
  const l3 = l2 + stride;
  const x0 = v128.mul<T>(v128.load(y), v128.load_splat<T>(l));
  const z0 = v128.mul<T>(v128.load(y, 16), v128.load_splat<T>(l));
  let f = v128.load_splat<T>(l, sizeof<T>());
  let x1 = v128.sub<T>(v128.load(y, 32), v128.mul<T>(f, x0));
  let z1 = v128.sub<T>(v128.load(y, 48), v128.mul<T>(f, z0));
  f = v128.load_splat<T>(l1, sizeof<T>());
  x1 = v128.mul<T>(x1, f);
  z1 = v128.mul<T>(z1, f);
  f = v128.load_splat<T>(l, 2 * sizeof<T>());
  let x2 = v128.sub<T>(v128.load(y, 64), v128.mul<T>(f, x0));
  let z2 = v128.sub<T>(v128.load(y, 80), v128.mul<T>(f, z0));
  f = v128.load_splat<T>(l1, 2 * sizeof<T>());
  x2 = v128.sub<T>(x2, v128.mul<T>(f, x1));
  z2 = v128.sub<T>(z2, v128.mul<T>(f, z1));
  f = v128.load_splat<T>(l2, 2 * sizeof<T>());
  x2 = v128.mul<T>(x2, f);
  z2 = v128.mul<T>(z2, f);
  f = v128.load_splat<T>(l, 3 * sizeof<T>());
  let x3 = v128.sub<T>(v128.load(y, 96), v128.mul<T>(f, x0));
  let z3 = v128.sub<T>(v128.load(y, 112), v128.mul<T>(f, z0));
  f = v128.load_splat<T>(l1, 3 * sizeof<T>());
  x3 = v128.sub<T>(x3, v128.mul<T>(f, x1));
  z3 = v128.sub<T>(z3, v128.mul<T>(f, z1));
  f = v128.load_splat<T>(l2, 3 * sizeof<T>());
  x3 = v128.sub<T>(x3, v128.mul<T>(f, x2));
  z3 = v128.sub<T>(z3, v128.mul<T>(f, z2));
  f = v128.load_splat<T>(l3, 3 * sizeof<T>());
  x3 = v128.mul<T>(x3, f);
  z3 = v128.mul<T>(z3, f);
  v128.store(y, x0);
  v128.store(y, z0, 16);
  v128.store(y, x1, 32);
  v128.store(y, z1, 48);
  v128.store(y, x2, 64);
  v128.store(y, z2, 80);
  v128.store(y, x3, 96);
  v128.store(y, z3, 112);
}

/** Finds the four numbers at y from the triangle at l, the last one first. */
export function backwardCorner<T>(l: usize, stride: usize, y: usize): void {
  const l1 = l + stride;
  const l2 = l1 + stride;
  const l3 = l2 + stride;
  let s0 = v128.load(y);
  let t0 = v128.load(y, 16);
  let s1 = v128.load(y, 32);
  let t1 = v128.load(y, 48);
  let s2 = v128.load(y, 64);
  let t2 = v128.load(y, 80);
  let s3 = v128.load(y, 96);
  let t3 = v128.load(y, 112);
  let f = v128.load_splat<T>(l3, 3 * sizeof<T>());
  s3 = v128.mul<T>(s3, f);
  t3 = v128.mul<T>(t3, f);
  f = v128.load_splat<T>(l2, 3 * sizeof<T>());
  let g = v128.load_splat<T>(l2, 2 * sizeof<T>());
  s2 = v128.mul<T>(v128.sub<T>(s2, v128.mul<T>(f, s3)), g);
  t2 = v128.mul<T>(v128.sub<T>(t2, v128.mul<T>(f, t3)), g);
  f = v128.load_splat<T>(l1, 3 * sizeof<T>());
  s1 = v128.sub<T>(s1, v128.mul<T>(f, s3));
  t1 = v128.sub<T>(t1, v128.mul<T>(f, t3));
  f = v128.load_splat<T>(l1, 2 * sizeof<T>());
  g = v128.load_splat<T>(l1, sizeof<T>());
  s1 = v128.mul<T>(v128.sub<T>(s1, v128.mul<T>(f, s2)), g);
  t1 = v128.mul<T>(v128.sub<T>(t1, v128.mul<T>(f, t2)), g);
  f = v128.load_splat<T>(l, 3 * sizeof<T>());
  s0 = v128.sub<T>(s0, v128.mul<T>(f, s3));
  t0 = v128.sub<T>(t0, v128.mul<T>(f, t3));
  f = v128.load_splat<T>(l, 2 * sizeof<T>());
  s0 = v128.sub<T>(s0, v128.mul<T>(f, s2));
  t0 = v128.sub<T>(t0, v128.mul<T>(f, t2));
  f = v128.load_splat<T>(l, sizeof<T>());
  g = v128.load_splat<T>(l);
  v128.store(y, v128.mul<T>(v128.sub<T>(s0, v128.mul<T>(f, s1)), g));
  v128.store(y, v128.mul<T>(v128.sub<T>(t0, v128.mul<T>(f, t1)), g), 16);
  v128.store(y, s1, 32);
  v128.store(y, t1, 48);
  v128.store(y, s2, 64);
  v128.store(y, t2, 80);
  v128.store(y, s3, 96);
  v128.store(y, t3, 112);
}
