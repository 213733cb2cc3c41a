/**
 * Gives the memory of a buffer back at once; it is empty from then on. V8 lets dead buffers pile up to 64 MiB in each thread before it looks for them. The buffer
 * must be nobody else's: small ones of Node's often share one. Node 20 leaves them to V8.
 */
export function free({ buffer }: Uint8Array<ArrayBuffer>): void {
  if ('transfer' in buffer) buffer.transfer(0);
}
