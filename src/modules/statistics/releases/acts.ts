// The act that publishes a release.
import type { Facts } from "#core/act/act.ts";
import { actKind } from "#modules/record/index.ts";
import type { ReleasePublic } from "./facts.ts";
import { projectRelease } from "./store.ts";

export const releasePublished = actKind<ReleasePublic, Facts>("release.published", projectRelease);
