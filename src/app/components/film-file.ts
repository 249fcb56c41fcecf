/** Pictures of a canvas as a file of a film, encoded by the browser (WebCodecs) and packed by Mediabunny. */
import {
  BufferTarget,
  CanvasSource,
  getFirstEncodableVideoCodec,
  Mp4OutputFormat,
  Output,
  QUALITY_HIGH,
  WebMOutputFormat,
} from "mediabunny";

/** What browsers encode, best first. */
const CODECS = ["vp9", "vp8", "av1", "avc"] as const;

export interface FilmEncoder {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  /** Takes what is on the canvas for a picture, s; resolves when there is room for another. */
  add(at: number, duration: number): Promise<void>;
  finish(): Promise<{ readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }>;
  cancel(): Promise<void>;
}

/** Rejects with a sentence for people where the browser encodes no film of this size (px); `comment` stands in the file. */
export async function createEncoder(
  size: { readonly width: number; readonly height: number },
  comment: string,
): Promise<FilmEncoder> {
  const codec =
    typeof VideoEncoder === "undefined" ? null : await getFirstEncodableVideoCodec([...CODECS], size);
  if (codec === null)
    throw new Error("This browser encodes no films: it has no encoder for VP9, VP8, AV1 or H.264.");
  const canvas = document.createElement("canvas");
  canvas.width = size.width;
  canvas.height = size.height;
  const context = canvas.getContext("2d")!;
  const isMp4 = codec === "avc";
  const target = new BufferTarget();
  const output = new Output({ format: isMp4 ? new Mp4OutputFormat() : new WebMOutputFormat(), target });
  const source = new CanvasSource(canvas, { codec, quality: QUALITY_HIGH, keyFrameInterval: 1 });
  output.addVideoTrack(source);
  output.setMetadataTags({ title: "fluxtwin", comment });
  await output.start();
  return {
    canvas,
    context,
    add: (at, duration) => source.add(at, duration),
    async finish() {
      await output.finalize();
      return { name: isMp4 ? "fluxtwin.mp4" : "fluxtwin.webm", bytes: new Uint8Array(target.buffer!) };
    },
    cancel: () => output.cancel(),
  };
}
