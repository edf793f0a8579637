"""Drawn photographs: a street in perspective with the thing a lead is about, for the screens to have something to show.

World coordinates are metres: x to the right, y away from the camera, z up; the camera stands at eye height.
"""
