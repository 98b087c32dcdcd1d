import { EventFold } from './eventFold';

/** Code of the message that carries rows of a COPY. */
const copyData: u8 = 0x64;

/**
 * Puts the payloads of the CopyData messages in [from, to) one behind the other at `out`, up to the first message of another kind; leaves how
 * far it came in `position`. Messages may be cut anywhere. Eight bytes after `to` may be read, eight after the end written.
 *
 * @returns the end of the payloads.
 */
export function unframe(address: usize, from: usize, to: usize, out: usize): usize {
  const fold = changetype<EventFold>(address);
  let at = from;
  while (at < to) {
    if (fold.frameLeft > 0) {
      const bytes = min(fold.frameLeft as usize, to - at);
      copy(at, out, bytes);
      at += bytes;
      out += bytes;
      fold.frameLeft -= bytes as i32;
    } else if (fold.frameHeader === 0 && load<u8>(at) !== copyData) break;
    else if (fold.frameHeader === 0 && to - at >= 5) {
      fold.frameLeft = (bswap<u32>(load<u32>(at, 1)) as i32) - 4;
      at += 5;
    } else {
      if (fold.frameHeader > 0) fold.frameLength = (fold.frameLength << 8) | (load<u8>(at) as i32);
      fold.frameHeader++;
      at++;
      if (fold.frameHeader === 5) {
        fold.frameLeft = fold.frameLength - 4;
        fold.frameHeader = 0;
        fold.frameLength = 0;
      }
    }
  }
  fold.position = at;
  return out;
}

function copy(from: usize, to: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 8) store<u64>(to + at, load<u64>(from + at));
}
