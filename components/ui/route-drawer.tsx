"use client";
// A drawer whose being open lives in the URL: closing it goes to the address without it.
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { Drawer } from "./modal.tsx";

export function RouteDrawer({ title, closeHref, children }: { title: string; closeHref: string; children: ReactNode }) {
  const router = useRouter();
  return (
    <Drawer open title={title} onClose={() => router.push(closeHref, { scroll: false })}>
      {children}
    </Drawer>
  );
}
