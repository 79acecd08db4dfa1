"use client";
// When the frame around the pages broke, or a page outside of it.
import { PageError } from "#components/shell/page-error.tsx";

export default PageError;
