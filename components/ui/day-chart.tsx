import { clsx } from "clsx";
import { Card } from "./card.tsx";

const HEIGHT = 100;
const SLOT = 10;
const BAR = 7;

const fills = {
  1: { bar: "fill-series-1", key: "bg-series-1" },
  2: { bar: "fill-series-2", key: "bg-series-2" },
  3: { bar: "fill-series-3", key: "bg-series-3" },
  4: { bar: "fill-series-4", key: "bg-series-4" },
  danger: { bar: "fill-danger", key: "bg-danger" },
};

export type Series = { name: string; color: keyof typeof fills };

/**
 * Numbers by day as stacked bars, one series upon the other. It is drawn on the server, without
 * inline styles; who does not see it gets the same numbers as a table. In: `days`, each with one
 * value a series, in their order.
 */
export function DayChart({
  title,
  caption,
  series,
  days,
  none,
}: {
  title: string;
  /** What the table behind the picture shows. */
  caption: string;
  series: readonly Series[];
  /** `day` as `YYYY-MM-DD`. */
  days: readonly { day: string; values: readonly number[] }[];
  none: string;
}) {
  const totals = series.map((_, at) => days.reduce((sum, one) => sum + (one.values[at] ?? 0), 0));
  const total = totals.reduce((sum, one) => sum + one, 0);
  const top = niceTop(Math.max(0, ...days.map(({ values }) => sumOf(values))));
  return (
    <Card action={<Total total={total} />} title={title}>
      <div className="relative p-4 md:p-6">
        {total === 0 ? (
          <p className="flex h-46 items-center justify-center text-center text-muted">{none}</p>
        ) : (
          <>
            <Picture days={days} series={series} top={top} />
            <Legend series={series} totals={totals} />
          </>
        )}
        <div className="sr-only">
          <DayTable caption={caption} days={days} series={series} />
        </div>
      </div>
    </Card>
  );
}

function Total({ total }: { total: number }) {
  return (
    <span className="text-compact text-muted">
      <span className="font-semibold text-text tabular-nums">{total.toLocaleString("en")}</span> in
      30 days
    </span>
  );
}

function Picture({
  days,
  series,
  top,
}: {
  days: readonly { day: string; values: readonly number[] }[];
  series: readonly Series[];
  top: number;
}) {
  const width = days.length * SLOT;
  return (
    <div aria-hidden="true" className="text-meta text-muted tabular-nums">
      <div className="flex gap-2">
        <div className="flex h-40 flex-col justify-between text-right">
          <span className="-mt-2">{top.toLocaleString("en")}</span>
          <span>{(top / 2).toLocaleString("en")}</span>
          <span className="-mb-2">0</span>
        </div>
        {/* biome-ignore lint/a11y/noSvgWithoutTitle: hidden from who hears it; the table is for them */}
        <svg
          className="h-40 min-w-0 grow"
          preserveAspectRatio="none"
          viewBox={`0 0 ${width} ${HEIGHT}`}
        >
          {[0, HEIGHT / 2, HEIGHT].map((y) => (
            <line
              className="stroke-hairline"
              key={y}
              vectorEffect="non-scaling-stroke"
              x1="0"
              x2={width}
              y1={y}
              y2={y}
            />
          ))}
          {days.map(({ day, values }, at) => (
            <g className="group" key={day}>
              <title>{describe(day, values, series)}</title>
              <rect
                className="fill-transparent group-hover:fill-subtle"
                height={HEIGHT}
                width={SLOT}
                x={at * SLOT}
                y="0"
              />
              {stacked(values).map(({ from, to }, index) => {
                const color = series[index]?.color;
                if (color === undefined || from === to) return null;
                return (
                  <rect
                    className={clsx(fills[color].bar, series.length > 1 && "stroke-surface")}
                    height={((to - from) / top) * HEIGHT}
                    key={color}
                    vectorEffect="non-scaling-stroke"
                    width={BAR}
                    x={at * SLOT + (SLOT - BAR) / 2}
                    y={HEIGHT - (to / top) * HEIGHT}
                  />
                );
              })}
            </g>
          ))}
        </svg>
      </div>
      <div className="mt-3 flex justify-between">
        <span>{shortDay(days[0]?.day)}</span>
        <span>{shortDay(days[Math.floor(days.length / 2)]?.day)}</span>
        <span>{shortDay(days.at(-1)?.day)}</span>
      </div>
    </div>
  );
}

function Legend({ series, totals }: { series: readonly Series[]; totals: readonly number[] }) {
  if (series.length < 2) return null;
  return (
    <ul aria-hidden="true" className="mt-4 flex flex-wrap gap-x-4 gap-y-1 text-compact">
      {series.map(({ name, color }, at) => (
        <li className="flex items-center gap-2" key={color}>
          <span className={clsx("size-2.5 rounded-control", fills[color].key)} />
          {name}
          <span className="text-muted tabular-nums">{(totals[at] ?? 0).toLocaleString("en")}</span>
        </li>
      ))}
    </ul>
  );
}

function DayTable({
  caption,
  days,
  series,
}: {
  caption: string;
  days: readonly { day: string; values: readonly number[] }[];
  series: readonly Series[];
}) {
  return (
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Day (UTC)</th>
          {series.map(({ name, color }) => (
            <th key={color} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days.map(({ day, values }) => (
          <tr key={day}>
            <th scope="row">{day}</th>
            {series.map(({ color }, at) => (
              <td key={color}>{values[at] ?? 0}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The next 2, 4, 6, 8, 10, 20, 40 ... : its half is a whole number too. */
function niceTop(most: number): number {
  for (let scale = 1; ; scale *= 10) {
    for (const step of [2, 4, 6, 8, 10]) if (most <= step * scale) return step * scale;
  }
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function stacked(values: readonly number[]): { from: number; to: number }[] {
  let from = 0;
  return values.map((value) => {
    const part = { from, to: from + value };
    from = part.to;
    return part;
  });
}

function describe(day: string, values: readonly number[], series: readonly Series[]): string {
  const parts = series.map(({ name }, at) => `${name} ${values[at] ?? 0}`);
  return `${day}: ${parts.join(", ")}`;
}

function shortDay(day: string | undefined): string {
  if (day === undefined) return "";
  const words = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", timeZone: "UTC" });
  return words.format(new Date(`${day}T00:00:00Z`));
}
