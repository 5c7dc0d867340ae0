package fr.preau;

public final class Preau { public static void main(String[] a) { System.out.println("hi " + System.getProperty("java.version")); } }
