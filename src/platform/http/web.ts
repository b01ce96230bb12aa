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
}
