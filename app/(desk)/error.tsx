"use client";
// When one page of the desk broke: its frame stays, with the halt button and the way to the other pages.
import { PageError } from "#components/shell/page-error.tsx";

export default PageError;
