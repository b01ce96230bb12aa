// The published log over HTTP: the same files under the same paths as any web server would hand out of the folder.
import { parseTilePath } from "#core/log/tiles.ts";
import type { LogFolder } from "./publish.ts";

/** Doors of the static files; no cookie, language or role matters to them. */
export const logFilePaths = ["/log/checkpoint", "/log/tile/*"] as const;

/** `path` as the address bar has it, "/log/…". Hostile: only what `tilePath` would write is looked for. */
export async function answerLogFile(folder: LogFolder | undefined, path: string): Promise<Response> {
  const name = path.slice("/log/".length);
  const isTile = parseTilePath(name) !== undefined;
  const bytes = isTile || name === "checkpoint" ? await folder?.read(name) : undefined;
  if (bytes === undefined)
    return new Response("not in this log\n", {
      status: 404,
      headers: { ...shared, "Cache-Control": "no-store" },
    });
  return new Response(new Uint8Array(bytes), {
    headers: isTile
      ? {
          ...shared,
          "Content-Type": "application/octet-stream",
          "Cache-Control": "public, max-age=31536000, immutable",
        }
      : { ...shared, "Cache-Control": "public, max-age=1" },
  });
}

/** Anybody's program may read the log, also one on another site. */
const shared = {
  "Content-Type": "text/plain; charset=utf-8",
  "Access-Control-Allow-Origin": "*",
  "X-Content-Type-Options": "nosniff",
};
