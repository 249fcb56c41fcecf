/**
 * Voronoi diagram of sites in a rectangle whose walls are mirror planes: the Delaunay triangulation of the sites and
 * their four mirror images, whose circumcentres are the corners of the cells. By symmetry the cells of the sites
 * fill the rectangle and end at its walls. Source: Aurenhammer, ACM Comput. Surv. 23 (1991) 345.
 */
import Delaunator from "delaunator";

/** A rectangle from (0, 0) to (width, height), m. */
export interface Rectangle {
  readonly width: number;
  readonly height: number;
}

export interface VoronoiEdges {
  /** x, y, x, y of both ends, m. */
  readonly segments: Float64Array /* [nEdge*4] */;
  /** The two sites that each edge parts. */
  readonly sites: Int32Array /* [nEdge*2] */;
}

/** Returns the edges between cells of `sites` [nSite*2] (m); the walls are not among them. */
export function findVoronoiEdges(sites: ArrayLike<number>, box: Rectangle): VoronoiEdges {
  const count = sites.length / 2;
  const delaunay = new Delaunator(mirrorSites(sites, box));
  const { triangles, halfedges, coords } = delaunay;
  const segments: number[] = [];
  const pairs: number[] = [];
  for (let e = 0; e < triangles.length; e++) {
    const a = triangles[e];
    const b = triangles[e % 3 === 2 ? e - 2 : e + 1];
    if (halfedges[e] < e || a >= count || b >= count) continue;
    const from = findCircumcentre(coords, triangles, Math.floor(e / 3));
    const to = findCircumcentre(coords, triangles, Math.floor(halfedges[e] / 3));
    segments.push(...from, ...to);
    pairs.push(a, b);
  }
  return { segments: Float64Array.from(segments), sites: Int32Array.from(pairs) };
}

/** The sites, then their images in the left, right, lower and upper wall. */
function mirrorSites(sites: ArrayLike<number>, { width, height }: Rectangle): Float64Array {
  const length = sites.length;
  const all = new Float64Array(5 * length);
  for (let k = 0; k < length; k += 2) {
    const [x, y] = [sites[k], sites[k + 1]];
    const images = [x, y, -x, y, 2 * width - x, y, x, -y, x, 2 * height - y];
    for (let image = 0; image < 5; image++) {
      all[image * length + k] = images[2 * image];
      all[image * length + k + 1] = images[2 * image + 1];
    }
  }
  return all;
}

function findCircumcentre(
  points: ArrayLike<number>,
  triangles: ArrayLike<number>,
  t: number,
): [number, number] {
  const a = 2 * triangles[3 * t];
  const b = 2 * triangles[3 * t + 1];
  const c = 2 * triangles[3 * t + 2];
  const ux = points[b] - points[a];
  const uy = points[b + 1] - points[a + 1];
  const vx = points[c] - points[a];
  const vy = points[c + 1] - points[a + 1];
  const uu = ux * ux + uy * uy;
  const vv = vx * vx + vy * vy;
  const scale = 0.5 / (ux * vy - uy * vx);
  return [points[a] + scale * (vy * uu - uy * vv), points[a + 1] + scale * (ux * vv - vx * uu)];
}
