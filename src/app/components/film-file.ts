/** Pictures of a canvas as a WebM file, encoded by the browser (WebCodecs) and packed by webm-muxer. */
import { ArrayBufferTarget, Muxer } from "webm-muxer";

/** What browsers encode for WebM, best first: by name for the encoder, and for the file. */
const CODECS = [
  ["vp09.00.40.08", "V_VP9"],
  ["vp8", "V_VP8"],
] as const;
/** Bits for each px of a picture, at so many pictures a second: letters stay sharp. */
const BITS = 0.15;
const RATE = 30;
/** s between pictures that stand by themselves, so that players can jump to them. */
const KEY_INTERVAL = 1;
/** Pictures that wait for the encoder. */
const MOST_WAITING = 3;
const MICROSECONDS = 1e6;

/** px */
export interface FilmSize {
  readonly width: number;
  readonly height: number;
}

export interface FilmEncoder {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  /** Takes what is on the canvas for a picture, s; resolves when there is room for another. */
  add(at: number, duration: number): Promise<void>;
  finish(): Promise<{ readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }>;
  /** Lets the encoder go; nothing where it has finished. */
  cancel(): void;
}

/** Rejects with a sentence for people where the browser encodes no film of this size. */
export async function createEncoder(size: FilmSize): Promise<FilmEncoder> {
  const { config, name } = await chooseCodec(size);
  const canvas = document.createElement("canvas");
  canvas.width = size.width;
  canvas.height = size.height;
  const target = new ArrayBufferTarget();
  const muxer = new Muxer({ target, video: { codec: name, ...size, frameRate: RATE } });
  let failure: DOMException | undefined;
  const encoder = new VideoEncoder({
    output: (chunk, meta) => muxer.addVideoChunk(chunk, meta),
    error: (error) => {
      failure = error;
    },
  });
  encoder.configure(config);
  let nextKey = 0;
  let last = { at: 0, end: 0 };
  function encode(at: number, duration: number): void {
    if (failure !== undefined) throw new Error(`The browser gave up encoding: ${failure.message}`);
    const times = { timestamp: Math.round(at * MICROSECONDS), duration: Math.round(duration * MICROSECONDS) };
    const picture = new VideoFrame(canvas, times);
    encoder.encode(picture, { keyFrame: at >= nextKey });
    picture.close();
    if (at >= nextKey) nextKey = at + KEY_INTERVAL;
  }
  return {
    canvas,
    context: canvas.getContext("2d")!,
    async add(at, duration) {
      encode(at, duration);
      last = { at, end: at + duration };
      while (encoder.encodeQueueSize > MOST_WAITING && failure === undefined)
        await new Promise((resolve) => setTimeout(resolve, 5));
    },
    async finish() {
      // A file is as long as its last picture is late.
      if (last.end - last.at > 1.5 / RATE) encode(last.end - 1 / RATE, 1 / RATE);
      await encoder.flush();
      encoder.close();
      muxer.finalize();
      return { name: "fluxtwin.webm", bytes: new Uint8Array(target.buffer) };
    },
    cancel() {
      if (encoder.state !== "closed") encoder.close();
    },
  };
}

async function chooseCodec(
  size: FilmSize,
): Promise<{ readonly config: VideoEncoderConfig; readonly name: string }> {
  const bitrate = Math.round(BITS * RATE * size.width * size.height);
  for (const [codec, name] of typeof VideoEncoder === "undefined" ? [] : CODECS) {
    const config = { codec, ...size, bitrate, framerate: RATE };
    const { supported } = await VideoEncoder.isConfigSupported(config);
    if (supported === true) return { config, name };
  }
  throw new Error("This browser encodes no films: it has no encoder for VP9 or VP8.");
}
