/** What the story says, and where in the picture: every number and every place is that of the recorded states. */
import type { Frame } from "../../../../sim-core/index.ts";
import type { RecordedFrame, StoryRecording, StoryStage } from "../../../io/story-file.ts";
import {
  findBend,
  findPlatingEnds,
  findThicknessEnds,
  listIdle,
  type Place,
  placeParticle,
} from "./places.ts";

/** Words about a place of a cell. */
export interface StoryCaption extends Place {
  readonly cell: 0 | 1;
  readonly words: string;
  /** Of the ring around what is meant, um. */
  readonly radius: number;
}

export interface StoryText {
  /** For all of the stage, after the number of its cycle. */
  readonly title: string;
  /** About its last frames. */
  readonly captions: readonly StoryCaption[];
}

/** Radius of the ring around a place that is no particle, um. */
const SPOT = 7;
/** Variation of the plating current below which it is called even. */
const EVEN = 0.005;

type FramePair = readonly [RecordedFrame, RecordedFrame];

/** Returns what is said of a stage of the recording. */
export function describeStage(recording: StoryRecording, stage: StoryStage): StoryText {
  const now = pairAt(recording, stage.last);
  switch (stage.key) {
    case "charging":
      return describeCharging(recording, now);
    case "let-go":
      return describeLoss(recording, pairAt(recording, stage.first), now);
    case "bends":
      return describeBend(recording, now);
    case "uneven":
      return describeUnevenness(recording, now);
  }
}

/** Returns how much the cells still give in their last state that was recorded; empty where that is not known. */
export function describeEnd({ cells }: StoryRecording): string {
  const [a, b] = cells.map((recorded) => recorded.at(-1)) as [RecordedFrame, RecordedFrame];
  if (a.retention === undefined || b.retention === undefined) return "";
  const cycles = a.frame.cycle - 1;
  return `After ${cycles} cycles A still gives ${percent(a.retention, 0)} of its first capacity, B ${percent(b.retention, 0)}.`;
}

/** Returns from which solver, mesh and chance the states come. */
export function describeSource({ seed, resolution, model, cells, scenarios }: StoryRecording): string {
  const cycles = cells[0].at(-1)?.frame.cycle ?? 1;
  const states = cells[0].length + cells[1].length;
  return (
    `Recorded from this solver: ${scenarios.join(" and ")}, ${resolution} mesh, ${model} model, seed ${seed}, ` +
    `${states} states of cycles 1 to ${cycles}; between two of them the picture glides.`
  );
}

function pairAt({ cells }: StoryRecording, index: number): FramePair {
  const pair = cells.map((recorded) => recorded[index]);
  if (pair.includes(undefined)) throw new RangeError(`no frame ${index}`);
  return pair as unknown as FramePair;
}

function describeCharging(recording: StoryRecording, [a, b]: FramePair): StoryText {
  const { mesh, coatingThickness } = recording;
  const particle = nearestParticle(recording, a.frame, {
    x: 0.3 * mesh.width,
    y: 0.5 * mesh.cathodeThickness,
  });
  const coated = nearestParticle(recording, b.frame, { x: 0.6 * mesh.width, y: 0.5 * mesh.cathodeThickness });
  const { most } = findPlatingEnds(a.frame);
  const front = { x: 0.7 * mesh.width, y: most.y };
  return {
    title: "Charging: lithium ions rise from the particles to the lithium metal.",
    captions: [
      { cell: 0, ...particle, words: "Every particle gives off lithium ions" },
      {
        cell: 0,
        ...front,
        radius: SPOT,
        words: `They arrive ${a.frame.anodeCurrentCoV < EVEN ? "evenly" : "almost evenly"}: plating varies by ${percent(a.frame.anodeCurrentCoV, 2)}`,
      },
      {
        cell: 1,
        ...coated,
        words: `The same cell, but each particle has a coating of ${Math.round(coatingThickness)} nm`,
      },
    ],
  };
}

function describeLoss({ mesh }: StoryRecording, [before]: FramePair, [a, b]: FramePair): StoryText {
  const was = listIdle(before.frame);
  const lost = listIdle(a.frame).filter((p) => !was.includes(p));
  const [first = 0] = lost;
  const others = lost.length - 1;
  const heldBack = listIdle(b.frame).includes(first);
  const captions: StoryCaption[] = [
    {
      cell: 0,
      ...placeParticle(mesh, a.frame, first),
      words: `This particle let go${others > 0 ? ` (and ${others} more)` : ""}: its contact is lost`,
    },
  ];
  if (!heldBack)
    captions.push({
      cell: 1,
      ...placeParticle(mesh, b.frame, first),
      words: "The same particle, coated, holds on",
    });
  return { title: "Swelling and shrinking wears out the first contact of A.", captions };
}

function describeBend(recording: StoryRecording, [a, b]: FramePair): StoryText {
  // Where it is seen best: between the particles it bends at every one of them.
  const floor = recording.mesh.cathodeThickness;
  const bend = findBend(firstAlike(recording, 0, a.frame), a.frame, floor);
  const { least } = findPlatingEnds(a.frame);
  const ofB = findBend(firstAlike(recording, 1, b.frame), b.frame, floor);
  return {
    title: "What has let go carries no current: it takes other ways.",
    captions: [
      {
        cell: 0,
        ...spotAt(recording, bend),
        words: `The current bends around ${countIdle(a.frame)} that have let go`,
      },
      {
        cell: 0,
        ...spotAt(recording, least),
        words: `Above them ${percent(1 - least.value, 0)} less lithium arrives than on average`,
      },
      {
        cell: 1,
        ...spotAt(recording, ofB),
        words: `Coated, ${countIdle(b.frame)} ${listIdle(b.frame).length === 1 ? "has" : "have"} let go: plating varies by ${percent(b.frame.anodeCurrentCoV, 1)}, in A by ${percent(a.frame.anodeCurrentCoV, 1)}`,
      },
    ],
  };
}

function describeUnevenness(recording: StoryRecording, [a, b]: FramePair): StoryText {
  const [thickness, ofB] = [a, b].map(({ frame }) => findThicknessEnds(frame)) as [
    ReturnType<typeof findThicknessEnds>,
    ReturnType<typeof findThicknessEnds>,
  ];
  const plating = findPlatingEnds(a.frame);
  return {
    title: "The lithium above goes uneven: damage in the cathode is felt at the anode.",
    captions: [
      {
        cell: 0,
        ...spotAt(recording, thickness.least),
        words: `Lithium is thinnest here: ${micrometres(thickness.most.value - thickness.least.value)} less than at its thickest`,
      },
      {
        cell: 0,
        ...spotAt(recording, plating.least),
        words: `Here ${percent(1 - plating.least.value, 0)} less than average is plated: ${countIdle(a.frame)} are idle`,
      },
      {
        cell: 1,
        ...spotAt(recording, ofB.least),
        words: `In B it differs by ${micrometres(ofB.most.value - ofB.least.value)}: ${countIdle(b.frame)} are idle`,
      },
    ],
  };
}

/** The state of a cell in its first charge that is as far into it as `frame`: the nearest of those recorded. */
export function firstAlike({ cells, stages }: StoryRecording, cell: 0 | 1, frame: Frame): Frame {
  const opening = cells[cell].slice(0, (stages[0]?.last ?? 0) + 1);
  const [first, ...others] = opening.map((one) => one.frame);
  if (first === undefined) throw new RangeError("no first charge");
  const distance = ({ capacity }: Frame): number => Math.abs(capacity - frame.capacity);
  return others.reduce((best, one) => (distance(one) < distance(best) ? one : best), first);
}

function nearestParticle({ mesh }: StoryRecording, frame: Frame, { x, y }: Place) {
  const places = Array.from(mesh.particleX.keys(), (p) => placeParticle(mesh, frame, p));
  const distance = (place: Place): number => Math.hypot(place.x - x, place.y - y);
  return places.reduce((best, one) => (distance(one) < distance(best) ? one : best));
}

/** A ring around a place, within the cell also where the place is at its edge. */
function spotAt({ mesh }: StoryRecording, { x, y }: Place): Place & { readonly radius: number } {
  return { x: Math.min(mesh.width - SPOT, Math.max(SPOT, x)), y, radius: SPOT };
}

function countIdle(frame: Frame): string {
  return `${listIdle(frame).length} of ${frame.particleStatus.length} particles`;
}

function percent(share: number, digits: number): string {
  return `${(100 * share).toFixed(digits)}\u00a0%`;
}

function micrometres(length: number): string {
  return `${length.toFixed(1)}\u00a0\u00b5m`;
}
