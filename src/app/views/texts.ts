/** Text on the picture: small, with a dark rim, legible on every colour. */
import { Text } from "pixi.js";
import { colour, type } from "../theme/theme.ts";

export function createText(text: string): Text {
  return new Text({
    text,
    style: {
      fontFamily: type.family,
      fontSize: type.tiny,
      fontWeight: "600",
      fill: colour.text,
      stroke: { color: colour.ground, width: 3, join: "round" },
    },
  });
}
