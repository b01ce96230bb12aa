// What a look at a log finds wrong, and where.
import type { ActFault } from "#core/act/follow.ts";
import type { HeadFault } from "#core/log/follow.ts";
import { tilePath } from "#core/log/tiles.ts";
import type { TileId } from "#core/log/tiles.ts";

export type Finding =
  | { readonly kind: "unreachable"; readonly cause: string }
  /** `since`: UTC instant. */
  | { readonly kind: "stalled"; readonly size: number; readonly since: string }
  /** `since`: its last cosignature; null: none was ever seen. */
  | {
      readonly kind: "witness-missing";
      readonly witness: string;
      readonly since: string | null;
      readonly size: number;
    }
  | { readonly kind: "no-quorum"; readonly size: number; readonly missing: readonly string[] }
  | {
      readonly kind: "wrong-key";
      readonly position: number;
      readonly reason: ActFault;
      readonly act?: string;
      readonly type?: string;
      readonly organisation?: string;
      readonly key?: string;
    }
  | {
      readonly kind: "wrong-bytes";
      readonly address: string;
      readonly reason: "missing" | "too-long" | "malformed" | "differs" | "not-shown";
    }
  | { readonly kind: "not-a-head"; readonly reason: HeadFault }
  | { readonly kind: "shrunk"; readonly size: number; readonly before: number }
  | { readonly kind: "forked"; readonly size: number; readonly before: number; readonly proof: string };

/** Of what is served at an address, from what the entries make. */
export interface Difference {
  readonly tile: TileId | { readonly level: "entries"; readonly index: number };
  readonly finding: Extract<Finding, { kind: "wrong-bytes" }>;
}

export function wrongBundle(index: number, width: number, reason: "malformed" | "differs"): Difference {
  return {
    tile: { level: "entries", index },
    finding: { kind: "wrong-bytes", address: tilePath("entries", index, width), reason },
  };
}
