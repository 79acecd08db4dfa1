// A page that stands alone in the middle, without the shell: sign-in, set password, not found.
import type { ReactNode } from "react";
import { BrandMark } from "./brand.tsx";

export function LonelyPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main
      className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center px-4 py-10"
      data-density="comfortable"
    >
      <p className="mb-6 flex items-center gap-2 font-semibold text-base tracking-tight">
        <BrandMark className="size-6" />
        Ballast
      </p>
      <h1 className="mb-3 font-semibold text-xl leading-tight">{title}</h1>
      {children}
    </main>
  );
}
