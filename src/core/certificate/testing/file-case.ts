// One test vector of the file form: a file, the circumstances, the answer any reader must give, and what it shows.
import type { AnswerState, CheckCode } from "../answers.ts";
import type { RegisterView } from "../register.ts";
import type { Asked } from "../file/key-binding.ts";

export interface FileCase {
  readonly name: string;
  /** The rule that is shown. */
  readonly rule: string;
  readonly file: string;
  /** The text of the code that came with it. */
  readonly qrText?: string;
  /** What the holder was asked. */
  readonly asked?: Asked;
  readonly now: string;
  readonly register: RegisterView;
  readonly expected: {
    readonly answer: AnswerState;
    readonly check: CheckCode | null;
    readonly reason: string | null;
    /** What exactly is wrong with the form. */
    readonly fault: string | null;
    /** Hidden items that are shown; null where nothing may be told. */
    readonly shown: readonly string[] | null;
  };
}
