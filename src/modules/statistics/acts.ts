// The acts of statistics. Figures enter the tables from these alone.
import { actKind } from "#modules/record/index.ts";
import type { AnyActKind } from "#modules/record/index.ts";
import { projectReceived } from "./datasets/project.ts";
import type { DatasetPrivate, DatasetPublic, ReturnPrivate, ReturnPublic } from "./facts.ts";
import { questionnaireActKinds } from "./questionnaires/acts.ts";
import { reconciliationActKinds } from "./reconciliation/acts.ts";
import { releasePublished } from "./releases/acts.ts";
import { projectFiled } from "./returns/store.ts";

export const returnFiled = actKind<ReturnPublic, ReturnPrivate>("return.filed", projectFiled);

export const datasetReceived = actKind<DatasetPublic, DatasetPrivate>("dataset.received", projectReceived);

export const statisticsActKinds: readonly AnyActKind[] = [
  returnFiled,
  datasetReceived,
  releasePublished,
  ...reconciliationActKinds,
  ...questionnaireActKinds,
];
