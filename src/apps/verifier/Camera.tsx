// The camera: frames are read until one gives a code. After three seconds without one the thorough reader helps.
// Nothing is recorded or sent; leaving the page switches the camera off.
import { useEffect, useRef, useState } from "preact/hooks";
import type { T } from "#ui/browser-words.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { drawn, readQuickly, readThoroughly } from "./reader.ts";

const frameWidth = 960;
const thoroughAfter = 3_000;

interface Lamp extends MediaTrackConstraintSet {
  readonly torch: boolean;
}

export function Camera(props: {
  readonly t: T;
  readonly onText: (text: string) => void;
  readonly onRefused: () => void;
}) {
  const { t } = props;
  const video = useRef<HTMLVideoElement>(null);
  const [track, setTrack] = useState<MediaStreamTrack>();
  const [helped, setHelped] = useState(false);
  const [lit, setLit] = useState(false);

  useEffect(() => {
    let stream: MediaStream | undefined;
    let over = false;
    const began = performance.now();
    const look = async (): Promise<void> => {
      const source = video.current;
      if (over || source === null) return;
      const scale = Math.min(1, frameWidth / Math.max(1, source.videoWidth));
      const frame = drawn(
        source,
        Math.round(source.videoWidth * scale),
        Math.round(source.videoHeight * scale),
      );
      const late = performance.now() - began > thoroughAfter;
      if (late) setHelped(true);
      const text =
        frame === undefined
          ? undefined
          : (readQuickly(frame) ?? (late ? await readThoroughly(frame).catch(() => undefined) : undefined));
      // oxlint-disable-next-line typescript/no-unnecessary-condition -- the camera may have been left meanwhile
      if (over) return;
      if (text === undefined) setTimeout(() => void look(), 60);
      else props.onText(text);
    };
    const start = async (): Promise<void> => {
      stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: "environment", width: { ideal: 1_920 } },
        audio: false,
      });
      const source = video.current;
      if (over || source === null) return;
      source.srcObject = stream;
      await source.play();
      setTrack(stream.getVideoTracks()[0]);
      await look();
    };
    start().catch(() => props.onRefused());
    return () => {
      over = true;
      for (const one of stream?.getTracks() ?? []) one.stop();
    };
  }, []);

  const hasLamp = track !== undefined && "torch" in (track.getCapabilities?.() ?? {});
  const light = (): void => {
    const lamp: Lamp = { torch: !lit };
    void track?.applyConstraints({ advanced: [lamp] }).then(() => setLit(!lit));
  };
  return (
    <div class="camera">
      <video ref={video} class="camera__picture" muted playsInline aria-label={t("verifier.camera.label")} />
      <p class="camera__hint" role="status">
        {t(helped ? "verifier.camera.helped" : "verifier.camera.hint")}
      </p>
      {hasLamp && (
        <div onClick={light}>
          <Button type="button" tone="secondary">
            {t(lit ? "verifier.camera.light-off" : "verifier.camera.light")}
          </Button>
        </div>
      )}
    </div>
  );
}
