namespace PML.DataPrep;

/// <summary>What a pixel of a generated street shows; the numbers are Cityscapes' label ids.</summary>
internal enum StreetKind : byte
{
    EgoVehicle = 1,
    Road = 7,
    Sidewalk = 8,
    Building = 11,
    Wall = 12,
    Pole = 17,
    TrafficLight = 19,
    TrafficSign = 20,
    Vegetation = 21,
    Terrain = 22,
    Sky = 23,
    Person = 24,
    Rider = 25,
    Car = 26,
    Truck = 27,
    Bus = 28,
    Bicycle = 33,
}
