// The acts of questionnaires.
import { actKind } from "#modules/record/index.ts";
import type { AnyActKind } from "#modules/record/index.ts";
import type {
  AnsweredPrivate,
  AnsweredPublic,
  ClosedPrivate,
  ClosedPublic,
  OpenedPrivate,
  OpenedPublic,
} from "./facts.ts";
import * as store from "./store.ts";

export const questionnaireOpened = actKind<OpenedPublic, OpenedPrivate>(
  "questionnaire.opened",
  store.projectOpened,
);
export const questionnaireAnswered = actKind<AnsweredPublic, AnsweredPrivate>(
  "questionnaire.answered",
  store.projectAnswered,
);
export const questionnaireClosed = actKind<ClosedPublic, ClosedPrivate>(
  "questionnaire.closed",
  store.projectClosed,
);

export const questionnaireActKinds: readonly AnyActKind[] = [
  questionnaireOpened,
  questionnaireAnswered,
  questionnaireClosed,
];
