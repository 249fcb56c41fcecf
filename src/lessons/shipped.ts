/** The lessons that come with the page, in the order in which they are best played. */

export interface LessonTitle {
  /** Of its folder. */
  readonly name: string;
  readonly title: string;
  readonly minutes: number;
  readonly level: "upper secondary" | "first year";
}

export const shippedLessons: readonly LessonTitle[] = [
  { name: "ions", title: "Where do the ions go?", minutes: 12, level: "upper secondary" },
  { name: "overpotential", title: "Push harder", minutes: 14, level: "upper secondary" },
  { name: "breathing", title: "Particles breathe", minutes: 14, level: "first year" },
  { name: "crowding", title: "The current crowds", minutes: 14, level: "first year" },
  { name: "link", title: "Why the other electrode suffers", minutes: 13, level: "first year" },
  { name: "coating", title: "What 25 nm of LZP buy", minutes: 14, level: "first year" },
  { name: "pressure", title: "Pressure: friend or foe?", minutes: 14, level: "first year" },
  { name: "challenge", title: "Design challenge", minutes: 15, level: "first year" },
];
