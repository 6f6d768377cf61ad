"""A question asks for one thing, and its answer covers both sides of a comparison."""

from __future__ import annotations

import pytest

from cribdeck.extract.asked import asks_twice, covers_both


@pytest.mark.parametrize(
    ("question", "twice"),
    [
        ("什么是幂等，为什么需要它", True),
        ("什么是协程？和线程有什么区别？", True),
        ("What is a proxy and how does it cache?", True),
        ("Which one is faster and why?", True),
        ("为什么要三次握手？", False),
        ("How do clients find the leader?", False),
        ("互斥锁和读写锁有什么区别？", False),
    ],
)
def test_two_things_asked_at_once(question: str, *, twice: bool) -> None:
    assert asks_twice(question) is twice


@pytest.mark.parametrize(
    ("question", "answer", "both"),
    [
        ("What is the difference between PUT and PATCH?", "PUT replaces a resource.", False),
        ("What is the difference between PUT and PATCH?", "PUT replaces, PATCH edits.", True),
        ("堆和栈的区别", "栈由编译器分配。", False),
        ("堆和栈的区别", "栈由编译器分配，堆由程序员分配。", True),
        ("Threads vs Processes", "A thread lives inside a process.", True),
        ("进程与线程有什么不同？", "线程共享地址空间。", False),
        ("为什么用线程？", "切换的开销小。", True),
    ],
)
def test_both_sides_of_a_comparison(question: str, answer: str, *, both: bool) -> None:
    assert covers_both(question, answer) is both
