"""The streets of a market town: a bent grid with gaps, and ways to walk through it. Coordinates are metres."""

import heapq

import numpy as np
from msgspec import Struct

from backend.demo.names import STREETS_CROSS, STREETS_LONG, Town
from backend.demo.plane import Floats, metres

Node = tuple[int, int]
SIZE = 7
"""Streets in each direction."""


class Edge(Struct, frozen=True, eq=False):
    """One block of a street between two crossings; ``line`` (n, 2) runs from ``ends[0]`` to ``ends[1]``."""

    ends: tuple[Node, Node]
    street: str
    line: Floats


class Streets(Struct, frozen=True, eq=False):
    """``at[node]`` lists the blocks that meet at a crossing."""

    edges: list[Edge]
    at: dict[Node, list[Edge]]


def streets(town: Town, random: np.random.Generator) -> Streets:
    """A town's streets around its seat, about a kilometre across."""
    crossings = _crossings(metres(np.array(town.seat)), random)
    edges = [_block(a, b, crossings, random) for a, b in _connected(_grid(), random)]
    at: dict[Node, list[Edge]] = {}
    for edge in edges:
        for end in edge.ends:
            at.setdefault(end, []).append(edge)
    return Streets(edges, at)


def walk(net: Streets, length: float, random: np.random.Generator, start: Node | None = None) -> Floats:
    """A way along the streets of at least ``length`` metres (n, 2), turning back only at dead ends.

    Blocks not seen yet are preferred: a patrol covers ground.
    """
    here = start or list(net.at)[int(random.integers(len(net.at)))]
    visits: dict[tuple[Node, Node], int] = {}
    parts: list[Floats] = []
    done, last = 0.0, None
    while done < length:
        choices = [edge for edge in net.at[here] if edge.ends != last] or net.at[here]
        seen = [visits.get(edge.ends, 0) + random.uniform(0, 0.5) for edge in choices]
        edge = choices[int(np.argmin(seen))]
        forward = edge.ends[0] == here
        parts.append(edge.line if forward else edge.line[::-1])
        done += length_of(edge.line)
        here, last = edge.ends[1] if forward else edge.ends[0], edge.ends
        visits[last] = visits.get(last, 0) + 1
    return np.vstack([parts[0], *(part[1:] for part in parts[1:])])


def nearest(net: Streets, place: Floats) -> Node:
    """The crossing nearest to a place."""
    ends = [(edge.ends[i], edge.line[-i]) for edge in net.edges for i in (0, 1)]
    return min(ends, key=lambda end: float(np.hypot(*(end[1] - place))))[0]


def outermost(net: Streets, towards: Floats) -> Node:
    """The crossing from which a road leaves the town for a place."""
    places = {node: place_of(net, node) for node in net.at}
    ahead = towards - np.mean(list(places.values()), axis=0)
    return max(places, key=lambda node: float(places[node] @ ahead))


def way(net: Streets, start: Node, end: Node) -> Floats:
    """The shortest way along the streets from crossing to crossing (n, 2)."""
    todo: list[tuple[float, Node, tuple[Floats, ...]]] = [(0.0, start, ())]
    seen: set[Node] = set()
    while todo:
        done, here, parts = heapq.heappop(todo)
        if here == end:
            return np.vstack(parts) if parts else place_of(net, end)[None]
        if here in seen:
            continue
        seen.add(here)
        for edge in net.at[here]:
            forward = edge.ends[0] == here
            line = edge.line if forward else edge.line[::-1]
            heapq.heappush(todo, (done + length_of(line), edge.ends[1] if forward else edge.ends[0], (*parts, line)))
    raise ValueError("the streets do not hang together")


def place_of(net: Streets, node: Node) -> Floats:
    """Where a crossing lies."""
    edge = net.at[node][0]
    found: Floats = edge.line[0] if edge.ends[0] == node else edge.line[-1]
    return found


def along(line: Floats, distance: Floats) -> Floats:
    """Places (n, 2) at these distances along a line; beyond its end, its end."""
    steps = np.hypot(*np.diff(line, axis=0).T)
    at = np.concatenate([[0.0], np.cumsum(steps)])
    return np.stack([np.interp(distance, at, line[:, 0]), np.interp(distance, at, line[:, 1])], axis=-1)


def length_of(line: Floats) -> float:
    return float(np.hypot(*np.diff(line, axis=0).T).sum())


def _grid() -> list[tuple[Node, Node]]:
    rows = [((x, y), (x + 1, y)) for y in range(SIZE) for x in range(SIZE - 1)]
    columns = [((x, y), (x, y + 1)) for x in range(SIZE) for y in range(SIZE - 1)]
    return rows + columns


def _connected(blocks: list[tuple[Node, Node]], random: np.random.Generator) -> list[tuple[Node, Node]]:
    """Leave out some blocks, but only where every crossing can still be reached from every other."""
    kept = list(blocks)
    for index in random.permutation(len(blocks))[: len(blocks) // 5]:
        fewer = [block for block in kept if block != blocks[index]]
        if _reach(fewer) == SIZE * SIZE:
            kept = fewer
    return kept


def _reach(blocks: list[tuple[Node, Node]]) -> int:
    """How many crossings can be reached from the first."""
    neighbours: dict[Node, list[Node]] = {}
    for a, b in blocks:
        neighbours.setdefault(a, []).append(b)
        neighbours.setdefault(b, []).append(a)
    seen, todo = {blocks[0][0]}, [blocks[0][0]]
    while todo:
        new = [node for node in neighbours[todo.pop()] if node not in seen]
        seen.update(new)
        todo += new
    return len(seen)


def _crossings(seat: Floats, random: np.random.Generator) -> Floats:
    """Where streets cross (SIZE, SIZE, 2): an uneven grid, turned as the valley runs."""
    spans = [np.concatenate([[0.0], np.cumsum(random.uniform(130, 230, SIZE - 1))]) for _ in range(2)]
    grid = np.stack(np.meshgrid(spans[0] - spans[0].mean(), spans[1] - spans[1].mean(), indexing="ij"), axis=-1)
    angle = random.uniform(-0.6, 0.6)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    found: Floats = (grid + random.normal(0, 14, grid.shape)) @ turn + seat
    return found


def _block(a: Node, b: Node, crossings: Floats, random: np.random.Generator) -> Edge:
    """A block, slightly bent."""
    start, end = crossings[a], crossings[b]
    across = np.array([start[1] - end[1], end[0] - start[0]])
    middle = (start + end) / 2 + across * random.normal(0, 0.05)
    share = np.linspace(0, 1, 6)[:, None]
    line = (1 - share) ** 2 * start + 2 * share * (1 - share) * middle + share**2 * end
    street = STREETS_LONG[a[1]] if a[1] == b[1] else STREETS_CROSS[a[0]]
    return Edge((a, b), street, line)


def address(net: Streets, place: Floats) -> tuple[str, int]:
    """The street nearest to a place and a house number on it."""
    gaps = [float(np.min(np.hypot(*(edge.line - place).T))) for edge in net.edges]
    edge = net.edges[int(np.argmin(gaps))]
    first = min((e for e in net.edges if e.street == edge.street), key=lambda e: e.ends)
    distance = float(np.hypot(*(place - first.line[0])))
    return edge.street, 1 + 2 * int(distance / 8)
