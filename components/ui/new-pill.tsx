"use client";
// "3 new orders": new rows wait behind a pill, the list never jumps under the reader.

interface NewPillProps {
  readonly count: number;
  readonly noun: { readonly one: string; readonly many: string };
  readonly onShow: () => void;
}

export function NewPill({ count, noun, onShow }: NewPillProps) {
  return (
    <div role="status" className="flex justify-center">
      {count > 0 && (
        <button
          type="button"
          onClick={onShow}
          className="enter my-1 rounded-full border border-info bg-info-soft px-3 py-0.5 text-info text-xs pointer-coarse:py-2"
        >
          Show {count} new {count === 1 ? noun.one : noun.many}
        </button>
      )}
    </div>
  );
}
