// Files that are there whole or not at all, also after a power cut: written aside, forced to the disk, renamed, and the
// folder forced to the disk as well.
import { mkdir, open, rename } from "node:fs/promises";
import { dirname } from "node:path";

export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const aside = `${path}.new`;
  const file = await open(aside, "w", 0o644);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(aside, path);
  const directory = await open(folder, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
