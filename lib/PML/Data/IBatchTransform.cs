using PML.Objectives;

namespace PML.Data;

/// <summary>What the samples of a batch go through between the compact form in which a split lies in memory and the network: conversion, scaling, augmentation.</summary>
public interface IBatchTransform
{
    /// <summary>The batch as a network takes it.</summary>
    /// <param name="batch">Samples as they are kept.</param>
    /// <param name="random">Where augmentation comes from, in training; null: no augmentation.</param>
    /// <returns>The batch; its tensors are the open dispose scope's.</returns>
    Batch Apply(Batch batch, Random? random);
}
