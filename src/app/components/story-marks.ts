/** What the story draws over the picture: rings around what is meant and words beside them. */
import { html, svg, type TemplateResult } from "lit";
import type { FrameMesh } from "../../../sim-core/index.ts";
import type { StoryCaption } from "../streams/story/captions.ts";
import type { StageView } from "../views/cross-section-view.ts";

/** CSS px. */
const WORDS = { width: 210, height: 56, gap: 26, inset: 6 } as const;
/** A picture lower than this, CSS px, has room for the first words about it only. */
const LOW = 260;
/** Smallest ring, CSS px. */
const LEAST_RING = 7;

type Locating = Pick<StageView, "locate" | "viewports">;

/** Returns the rings and words of the captions, at their places on the canvas. */
export function renderMarks(
  view: Locating,
  captions: readonly StoryCaption[],
  { cathodeThickness }: Pick<FrameMesh, "cathodeThickness">,
): TemplateResult {
  const taken: Box[] = [];
  const placed = captions.flatMap((caption) => {
    const viewport = view.viewports[caption.cell];
    const isFirst = captions.find(({ cell }) => cell === caption.cell) === caption;
    if (viewport.height < LOW && !isFirst) return [];
    const centre = view.locate(caption.cell, caption.x, caption.y);
    const edge = view.locate(caption.cell, caption.x + caption.radius, caption.y);
    if (centre === undefined || edge === undefined) return [];
    const ring = Math.max(LEAST_RING, edge[0] - centre[0] + 3);
    // Words about a particle stand above all of them.
    const ceiling = view.locate(caption.cell, caption.x, cathodeThickness)?.[1] ?? 0;
    const top = Math.min(centre[1] - ring - WORDS.gap, ceiling - WORDS.gap);
    const box = placeWords(centre, { top, bottom: centre[1] + ring + WORDS.gap }, viewport, taken);
    taken.push(box);
    return [{ words: caption.words, centre, ring, box }];
  });
  return html`<svg aria-hidden="true">
      ${placed.map(({ centre, ring, box }) => renderRing(centre, ring, box))}
    </svg>
    ${placed.map(
      ({ words, box }) =>
        html`<p class="words" data-left=${box.x} data-top=${box.y} data-width=${box.width}>
          ${words}
        </p>`,
    )}`;
}

/** Puts the words that have been rendered to their places, by the script's way, since the content policy takes no style in markup. */
export function settleWords(root: ParentNode): void {
  for (const { dataset, style } of root.querySelectorAll<HTMLElement>(".words")) {
    style.left = `${dataset.left}px`;
    style.top = `${dataset.top}px`;
    style.width = `${dataset.width}px`;
  }
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

function renderRing([x, y]: readonly [number, number], ring: number, box: Box): TemplateResult {
  const toX = Math.min(box.x + box.width - 12, Math.max(box.x + 12, x));
  const toY = box.y > y ? box.y : box.y + WORDS.height;
  const length = Math.max(1, Math.hypot(toX - x, toY - y));
  const [fromX, fromY] = [x + ((toX - x) * ring) / length, y + ((toY - y) * ring) / length];
  return svg`<path class="rim" d="M${fromX} ${fromY}L${toX} ${toY}" /><circle class="rim" cx=${x} cy=${y} r=${ring} />
    <path d="M${fromX} ${fromY}L${toX} ${toY}" /><circle cx=${x} cy=${y} r=${ring} />`;
}

/** Above what is meant where there is room, else below it, and not over other words. */
function placeWords(
  [x]: readonly [number, number],
  { top, bottom }: { readonly top: number; readonly bottom: number },
  viewport: StageView["viewports"][0],
  taken: readonly Box[],
): Box {
  const width = Math.min(WORDS.width, viewport.width - 2 * WORDS.inset);
  const left = viewport.x + WORDS.inset;
  const right = viewport.x + viewport.width - WORDS.inset - width;
  const box = { x: Math.min(right, Math.max(left, x - width / 2)), width };
  const above = top - WORDS.height;
  const below = bottom;
  const places = [above, below, above - WORDS.height, below + WORDS.height].map((top) => ({
    ...box,
    y: top,
  }));
  const fits = places.filter(
    (place) => place.y >= viewport.y && place.y + WORDS.height <= viewport.y + viewport.height,
  );
  return (
    fits.find((place) => !taken.some((other) => overlaps(place, other))) ?? fits[0] ?? { ...box, y: below }
  );
}

function overlaps(one: Box, other: Box): boolean {
  return (
    Math.abs(one.y - other.y) < WORDS.height + 4 &&
    one.x < other.x + other.width &&
    other.x < one.x + one.width
  );
}
