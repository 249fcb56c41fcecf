/** Text of every theme stands out from every ground that it is set on. */
import { afterEach, expect, test } from "vitest";
import {
  cellIdentity,
  chooseTheme,
  colour,
  themeNames,
  themeSheet,
  type,
} from "../../../src/app/theme/theme.ts";

afterEach(() => chooseTheme("dark"));

/** Relative luminance by WCAG 2.2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((k) => {
    const value = Number.parseInt(hex.slice(k, k + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}

test.each(themeNames)("%s: text and signs stand out from each ground", (name) => {
  chooseTheme(name);
  const least = name === "projector" ? 7 : 4.5;
  for (const ground of [colour.ground, colour.panel, colour.raised]) {
    for (const text of ["text", "textSoft", "textFaint", "good", "warning", "danger", "accent"] as const) {
      expect(contrast(colour[text], ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(least);
    }
    for (const { letter, colour: own } of cellIdentity) {
      expect(contrast(own, ground), `${letter} on ${ground}`).toBeGreaterThanOrEqual(least);
    }
    expect(contrast(colour.focus, ground), `focus on ${ground}`).toBeGreaterThanOrEqual(3);
    expect(contrast(colour.lithiumLine, ground), `lithium on ${ground}`).toBeGreaterThanOrEqual(3);
  }
  // Letters on the signs of the cells.
  for (const { colour: own } of cellIdentity)
    expect(contrast(colour.ground, own)).toBeGreaterThanOrEqual(least);
});

test("the projector's text is at least 20 px high, and gives way to that of the page again", () => {
  chooseTheme("projector");
  const { family: _family, ...sizes } = type;
  expect(Math.min(...Object.values(sizes))).toBeGreaterThanOrEqual(20);
  expect(themeSheet()).toContain("--type-tiny: 20px;");
  expect(themeSheet()).toContain("color-scheme: light;");
  chooseTheme("dark");
  expect(type.tiny).toBe(11);
  expect(themeSheet()).toContain("color-scheme: dark;");
});
