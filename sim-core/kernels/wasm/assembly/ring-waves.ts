/**
 * What the waves around rings mean at their nodes. Nodes of ring p lie between start[p] and start[p+1]; the values of
 * one wave at all nodes follow those of the one before.
 */

/**
 * high[k] = level + sum of tops[m] wave_m, wide[k] = share[k] times the sum of flows[m] wave_m, with the `waves`
 * amplitudes of each of `count` rings one ring after another in `tops` and `flows`; `nodes`: of all rings together.
 */
export function expandRings(
  start: usize,
  count: i32,
  nodes: i32,
  waves: i32,
  wave: usize,
  share: usize,
  level: f64,
  tops: usize,
  flows: usize,
  high: usize,
  wide: usize,
): void {
  const stride = (<usize>nodes) << 3;
  for (let p = 0; p < count; p++) {
    const first = (<usize>load<i32>(start)) << 3;
    start += 4;
    const end = (<usize>load<i32>(start)) << 3;
    let k = first;
    for (; k + 16 <= end; k += 16) {
      let top = f64x2.splat(level);
      let flow = f64x2.splat(0);
      let at = wave + k;
      for (let m = 0; m < waves; m++) {
        const value = v128.load(at);
        top = f64x2.add(top, f64x2.mul(value, v128.load64_splat(tops + (m << 3))));
        flow = f64x2.add(flow, f64x2.mul(value, v128.load64_splat(flows + (m << 3))));
        at += stride;
      }
      v128.store(high + k, top);
      v128.store(wide + k, f64x2.mul(flow, v128.load(share + k)));
    }
    if (k < end) {
      let top = level;
      let flow: f64 = 0;
      let at = wave + k;
      for (let m = 0; m < waves; m++) {
        top += load<f64>(at) * load<f64>(tops + (m << 3));
        flow += load<f64>(at) * load<f64>(flows + (m << 3));
        at += stride;
      }
      store<f64>(high + k, top);
      store<f64>(wide + k, flow * load<f64>(share + k));
    }
    tops += (<usize>waves) << 3;
    flows += (<usize>waves) << 3;
  }
}
