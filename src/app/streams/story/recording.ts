/** The recording that was built with the page, brought to it. */
import { decodeStory, type StoryRecording } from "../../../io/story-file.ts";

/** ms after which the page opens without its story. */
const PATIENCE = 8000;

/** Returns the recording at `address`; undefined where it does not come, or is none. */
export async function fetchStory(address: string): Promise<StoryRecording | undefined> {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok || answer.body === null) return undefined;
    const unpacked = answer.body.pipeThrough(new DecompressionStream("deflate"));
    return decodeStory(new Uint8Array(await new Response(unpacked).arrayBuffer()));
  } catch {
    return undefined;
  }
}

/** Returns the address that the build has put into the page; undefined where it has none. */
export function storyAddress(): string | undefined {
  const meta = document.querySelector<HTMLMetaElement>("meta[name=story]");
  return meta === null ? undefined : new URL(meta.content, document.baseURI).href;
}
