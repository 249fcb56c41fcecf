/** Signs on the picture, and what they mean: those of every layer here, those of one layer in its record. */
import type { Frame, FrameMesh } from "../../../../sim-core/index.ts";
import { stageColour } from "../../theme/theme.ts";

/** One line or shape of a swatch, with the attributes that SVG gives them. */
export interface Stroke {
  readonly path: string;
  readonly fill?: string;
  readonly stroke?: string;
  readonly width?: number;
  readonly dashes?: string;
  readonly opacity?: number;
}

export interface Sign {
  readonly words: string;
  /** On 20 by 14. */
  readonly swatch: readonly Stroke[];
  /** Whether a frame shows it. */
  readonly isSeen: (frame: Frame, mesh: FrameMesh) => boolean;
}

/** Loss of contact below which no void can be seen. */
const LEAST_VOID = 0.004;

/** Of particles; `isSeen` is left to the parameters, which frames do not hold. */
export const coating: Pick<Sign, "words" | "swatch"> = {
  words: "coating",
  swatch: [{ path: "M10 2a5 5 0 0 1 0 10a5 5 0 0 1 0-10", stroke: stageColour.coating, width: 2.2 }],
};

export const signsOfEveryLayer: readonly Sign[] = [
  {
    words: "no lithium left",
    swatch: [{ path: "M2 12L8 2M8 12l6-10M14 12l6-10", stroke: stageColour.depleted, width: 2.4 }],
    isSeen: (frame) => frame.frontDepleted.includes(1),
  },
  {
    words: "voids",
    swatch: [
      { path: "M0 11h20", stroke: stageColour.lithium },
      {
        path: "M2 11a4 6 0 0 1 7 0zM11 11a4 6 0 0 1 7 0z",
        fill: stageColour.void,
        stroke: stageColour.voidRim,
      },
    ],
    isSeen: (frame) => frame.frontContact.some((contact) => contact < 1 - LEAST_VOID),
  },
  {
    words: "poor conductor",
    swatch: [
      { path: "M4 3l6-2 6 3 1 6-5 3-7-1-2-5z", stroke: stageColour.patchRim, width: 4 },
      { path: "M4 3l6-2 6 3 1 6-5 3-7-1-2-5z", stroke: stageColour.patch, width: 1.8 },
    ],
    isSeen: (frame) => frame.patchOutline.length > 0,
  },
  {
    words: "cracks",
    swatch: [
      { path: "M1 12l6-4 4 1 8-8", stroke: stageColour.crackRim, width: 4.4, opacity: 0.6 },
      { path: "M1 12l6-4 4 1 8-8", stroke: stageColour.crack, width: 2.2 },
    ],
    isSeen: (frame) => frame.crackSegments.length > 0,
  },
  {
    words: "short circuit",
    swatch: [
      { path: "M2 13l5-5 3 1 8-8", stroke: stageColour.shortRim, width: 5, opacity: 0.7 },
      { path: "M2 13l5-5 3 1 8-8", stroke: stageColour.short, width: 2.4 },
    ],
    isSeen: (frame) => frame.shortPath.length > 0,
  },
];
