// What every request carries when it reaches a module.
import type { Ctx } from "../work/context.ts";
import type { T } from "../i18n/translator.ts";

export interface Web {
  readonly Variables: {
    readonly ctx: Ctx;
    readonly t: T;
    /** Reference that the user sees when something breaks, and that the program's log carries. */
    readonly requestId: string;
    readonly frame: Frame;
  };
}

/** What the frame of a page needs and its handler does not. */
export interface Frame {
  readonly path: string;
  /** Address under which people reach the program, without a slash at the end: links that leave the page begin with it. */
  readonly baseUrl: string;
  readonly demonstration: boolean;
  readonly scheme: string;
  readonly signedInAs: string | null;
  /** Id of the person signed in: what waits on a device belongs to somebody. */
  readonly person: string | null;
  readonly organisation: string | null;
  readonly roles: readonly string[];
  /** Who watches the record, for the page to say; undefined where it cannot be known now. Asked by pages only. */
  readonly witnesses?: () => Promise<Witnesses | undefined>;
}

/** Who has seen the newest acts of the record, of those who must. */
export interface Witnesses {
  /** "none": nobody must. "pending": too few have, so that the newest acts wait. "stopped": no act is signed at all. */
  readonly state: "none" | "whole" | "missing" | "pending" | "stopped";
  /** UTC instant: since when it waits or stands still; null otherwise. */
  readonly since: string | null;
  readonly witnesses: readonly WitnessSeen[];
}

export interface WitnessSeen {
  readonly name: string;
  /** Acts in the newest head that it has cosigned; null: none. */
  readonly size: bigint | null;
  /** Its last cosignature; null: none. */
  readonly seenAt: string | null;
  /** When the first head was signed that it has not seen; null while it is there. */
  readonly absentSince: string | null;
}
