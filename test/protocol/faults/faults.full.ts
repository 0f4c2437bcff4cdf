import { describeCells } from "./describeCells";
import { CELLS } from "./matrix";

describeCells(CELLS);
