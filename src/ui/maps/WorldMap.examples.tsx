import { chineseTaipei, countriesCovered, participants, unionMemberStates } from "#core/kp/participants.ts";
import type { ComponentExamples } from "#ui/examples.ts";
import { WorldMap } from "./WorldMap.tsx";
import type { MapStatus } from "./WorldMap.tsx";

const states = participants
  .filter((participant) => participant.kind === "STATE")
  .map((participant) => participant.code)
  .concat(unionMemberStates);

const statuses: Readonly<Record<string, MapStatus>> = {
  ...Object.fromEntries(states.map((code) => [code, "participant" as const])),
  [chineseTaipei.code]: "participant",
  CF: "restricted",
};

export const worldMapExamples: ComponentExamples = {
  component: "WorldMap",
  purpose: "Who takes part, where trade is restricted, who is outside. Always with the list.",
  examples: (t) => [
    {
      name: "Participants",
      node: (
        <WorldMap
          t={t}
          id="participants-map"
          title={`${participants.length} Participants stand for ${countriesCovered()} countries`}
          description="Filled: Participants. Hatched: trade is restricted, here the Central African Republic as an example. Plain: outside."
          statuses={statuses}
          list={
            <ul>
              {participants.map((participant) => (
                <li>{t.country(participant.code)}</li>
              ))}
            </ul>
          }
        />
      ),
    },
  ],
};
