// The act of this module: a monthly file was taken in. Its digest, its month and how it compared are its authority's
// business and private; the file itself is the document of that digest.
import type { Facts } from "#core/act/act.ts";
import { actKind } from "#modules/record/index.ts";
import type { FilePrivate } from "./facts.ts";
import * as store from "./store.ts";

export const monthlyFileReceived = actKind<Facts, FilePrivate>(
  "monthly-file.received",
  store.projectReceived,
);

export const reportActKinds = [monthlyFileReceived];
