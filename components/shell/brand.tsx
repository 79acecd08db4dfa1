// The mark and the name: a keel under a level line.

export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={className} fill="none">
      <path d="M12 1.5 22.5 12 12 22.5 1.5 12z" stroke="currentColor" strokeWidth="1.8" strokeLinejoin="round" />
      <path d="M6 12h12L12 18z" fill="currentColor" />
    </svg>
  );
}

export function Brand() {
  return (
    <span className="inline-flex items-center gap-2 font-semibold text-base tracking-tight">
      <BrandMark className="size-5" />
      <span className="max-md:sr-only">Ballast</span>
    </span>
  );
}
