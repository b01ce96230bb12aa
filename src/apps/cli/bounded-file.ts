// Reads a file that may be anything: no more of it than a command can use, however large it is or says it is.
import { open } from "node:fs/promises";
import { UsageError } from "./terminal.ts";

export async function readBounded(
  path: string,
  most: number,
  tooLarge: (size: number, most: number) => string,
): Promise<Uint8Array> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      if (size > most) throw new UsageError(tooLarge(size, most));
      const chunks: Uint8Array[] = [];
      let length = 0;
      for (;;) {
        const chunk = new Uint8Array(Math.min(1024 * 1024, most + 1));
        const { bytesRead } = await file.read(chunk, 0, chunk.length, null);
        if (bytesRead === 0) return Buffer.concat(chunks);
        length += bytesRead;
        // A pipe or device tells no size before it is read.
        if (length > most) throw new UsageError(tooLarge(length, most));
        chunks.push(chunk.subarray(0, bytesRead));
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}
