/** The map of what A shows less what B shows, as it is drawn; made when it is looked at, and anew with every new mesh. */
import { Container } from "pixi.js";
import type { Layer } from "../layers/form/layer.ts";
import type { Sight } from "./arrangement.ts";
import type { CellPicture } from "./cell-picture.ts";
import { aimView, type CellScene } from "./cell-scene.ts";
import type { LayerRange } from "./colour-range.ts";
import type { ColourTextures } from "./colour-textures.ts";
import { createDifferencePicture, type DifferencePicture } from "./difference-picture.ts";
import { createFieldDrawing } from "./field-drawing.ts";
import { isLast, type Piece } from "./folds.ts";
import { createFrontDrawing } from "./front-drawing.ts";
import { createViewUniforms } from "./gpu.ts";
import { createLabels } from "./labels.ts";
import { createSolidsDrawing } from "./lithium-drawing.ts";
import { createParticleDrawing } from "./particle-drawing.ts";
import type { CanvasSize } from "./shared-camera.ts";

export interface DifferenceCell {
  readonly container: Container;
  /** Undefined until both cells have a picture. */
  readonly picture: DifferencePicture | undefined;
  /** Subtracts what both scenes show of the layer now. */
  update(scenes: readonly (CellScene | undefined)[], layer: Layer): void;
  setStyle(range: LayerRange): void;
  select(particle: number | undefined): void;
  /** Turns the picture to a piece of what is seen; what is written over it comes with the last piece. */
  aim(sight: Sight | undefined, size: CanvasSize, piece: Piece): void;
  /** Writes over the picture. */
  label(sight: Sight | undefined): void;
  /** Sends what has changed. */
  prepare(): void;
  setResolution(resolution: number): void;
  destroy(): void;
}

interface Drawn {
  readonly of: readonly [CellPicture, CellPicture];
  readonly scene: CellScene;
  readonly picture: DifferencePicture;
  readonly drawings: ReturnType<typeof draw>;
}

function draw(
  picture: DifferencePicture,
  view: ReturnType<typeof createViewUniforms>,
  textures: ColourTextures,
) {
  return {
    field: createFieldDrawing(picture, view, textures),
    particles: createParticleDrawing(picture, view, textures),
    solids: createSolidsDrawing(picture, view),
    front: createFrontDrawing(picture, view, textures),
  };
}

function send({ drawings: { field, particles, solids, front } }: Drawn, range: LayerRange): void {
  for (const drawing of [field, front]) drawing.style(range);
  particles.style(range, range);
  for (const drawing of [field, particles, front]) drawing.update(range.layer);
  solids.update();
}

/** Turns the labels to the picture, which stands for that of A. */
function place(labels: ReturnType<typeof createLabels>, { picture, scene }: Drawn, sight: Sight): void {
  labels.place(sight, {
    cathode: picture.mesh.cathodeThickness,
    front: scene.meanFrontY,
    collector: picture.front.collectorY,
  });
  labels.markPeak(sight.view, undefined);
}

function hang({ drawings: { field, particles, solids, front } }: Drawn, holder: Container): void {
  holder.addChild(field.container, particles.mesh, solids.mesh, front.mesh);
}

export function createDifferenceCell(textures: ColourTextures): DifferenceCell {
  const view = createViewUniforms();
  const labels = createLabels();
  const holder = new Container();
  let drawn: Drawn | undefined;
  let range: LayerRange | undefined;
  let selected: number | undefined;
  let changed = false;
  function clear(): void {
    if (drawn === undefined) return;
    for (const drawing of Object.values(drawn.drawings)) drawing.destroy();
    holder.removeChildren();
    drawn = undefined;
  }

  function follow(a: CellScene, b: CellScene): Drawn {
    if (drawn?.of[0] === a.picture && drawn.of[1] === b.picture) return drawn;
    clear();
    const picture = createDifferencePicture(a.picture, b.picture);
    drawn = { of: [a.picture, b.picture], scene: a, picture, drawings: draw(picture, view, textures) };
    hang(drawn, holder);
    drawn.drawings.particles.select(selected);
    return drawn;
  }

  return {
    container: new Container({ children: [holder, labels.container], eventMode: "none" }),
    get picture() {
      return drawn?.picture;
    },
    update([a, b], layer) {
      if (a === undefined || b === undefined) return clear();
      follow(a, b).picture.subtract(layer);
      changed = true;
    },
    setStyle(next) {
      range = next;
      changed = true;
    },
    select(particle) {
      selected = particle;
      drawn?.drawings.particles.select(particle);
    },
    aim(sight, size, piece) {
      holder.visible = sight !== undefined && drawn !== undefined;
      labels.container.visible = holder.visible && isLast(piece);
      if (sight !== undefined) aimView(view, sight.view, sight.clip, size, piece);
    },
    label(sight) {
      if (sight !== undefined && drawn !== undefined) place(labels, drawn, sight);
    },
    prepare() {
      if (!changed || drawn === undefined || range === undefined) return;
      changed = false;
      send(drawn, range);
    },
    setResolution: labels.setResolution,
    destroy: clear,
  };
}
