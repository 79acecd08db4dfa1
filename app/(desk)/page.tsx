// The start page is the portfolio.
import { redirect } from "next/navigation";

export default function StartPage(): never {
  redirect("/portfolio");
}
