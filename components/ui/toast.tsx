"use client";

import { Toast } from "@base-ui/react/toast";
import { CircleCheck, X } from "lucide-react";

const SHOWN_MS = 6_000;

const manager = Toast.createToastManager();

/** Says that something succeeded, with a way back where there is one. Errors stand in the page. */
export function toast(text: string, undo?: () => void): void {
  const id = manager.add({
    title: text,
    timeout: SHOWN_MS,
    ...(undo && {
      actionProps: {
        children: "Undo",
        onClick: () => {
          manager.close(id);
          undo();
        },
      },
    }),
  });
}

/** The corner where toasts stand. Once a page; F6 leads there. */
export function ToastRegion() {
  return (
    <Toast.Provider limit={3} toastManager={manager}>
      <Toast.Portal data-toasts="">
        <Toast.Viewport className="fixed right-4 bottom-4 z-50 flex w-90 max-w-[calc(100vw-2rem)] flex-col gap-2">
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Toasts() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((shown) => (
    <Toast.Root
      className="rounded-card border border-hairline bg-surface text-text shadow-overlay transition-opacity duration-180 data-ending-style:opacity-0 data-limited:hidden data-starting-style:opacity-0"
      key={shown.id}
      toast={shown}
    >
      <Toast.Content className="flex min-h-12 items-center gap-3 py-1.5 pr-2 pl-4">
        <CircleCheck aria-hidden="true" className="size-4 shrink-0 text-success" />
        <Toast.Title className="min-w-0 grow break-words" />
        <Toast.Action className="h-8 shrink-0 cursor-pointer rounded-control px-2 font-medium text-accent hover:bg-subtle pointer-coarse:h-11" />
        <Toast.Close
          aria-label="Dismiss"
          className="flex size-8 shrink-0 cursor-pointer items-center justify-center rounded-control text-muted hover:bg-subtle pointer-coarse:size-11"
        >
          <X aria-hidden="true" className="size-4" />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
