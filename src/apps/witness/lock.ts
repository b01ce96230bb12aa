// One witness a folder: two processes with one key could cosign two histories between them.
// The lock is a listening socket: it goes with the process, however it ends.
import { createServer, connect } from "node:net";
import { rm } from "node:fs/promises";
import { join } from "node:path";

export interface Lock {
  release(): Promise<void>;
}

export class FolderInUse extends Error {}

export async function lockFolder(folder: string): Promise<Lock> {
  const path = join(folder, "lock.sock");
  if (await isAnswered(path)) throw new FolderInUse(`Another witness runs in ${folder}.`);
  await rm(path, { force: true });
  const server = createServer((socket) => socket.end());
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });
  server.unref();
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
