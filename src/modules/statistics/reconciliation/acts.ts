// The act of this part.
import type { Facts } from "#core/act/act.ts";
import { actKind } from "#modules/record/index.ts";
import type { AnyActKind } from "#modules/record/index.ts";
import type { ExplainedPrivate } from "./facts.ts";
import { projectExplained } from "./store.ts";

export const gapExplained = actKind<Facts, ExplainedPrivate>("gap.explained", projectExplained);

export const reconciliationActKinds: readonly AnyActKind[] = [gapExplained];
