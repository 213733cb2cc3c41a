import type { Message, Queue } from './queue.ts';

/** The handle of the newest receipt of a message. */
export function handleOf(queue: Queue, message: Message): string {
  return Buffer.from(JSON.stringify([queue.name, message.id, message.receipt])).toString('base64');
}

/** Takes a handle apart: queue, message, receipt. Empty for what never was one. */
export function readHandle(handle: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(handle, 'base64').toString('utf8'));
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
